#include "catch.h"
#include "s3rare/exposure.h"

using namespace s3rare;

namespace {

std::string kind_of(const char* key) {
  const auto kind = secret_kind_of(key);
  return kind ? std::string(name_of(*kind)) : "none";
}

}  // namespace

TEST_CASE("keys that look like secrets are classified by kind") {
  const auto [key, kind] = GENERATE(table<const char*, const char*>({
      {"infra/terraform.tfstate", "terraform_state"},
      {"infra/terraform.tfstate.backup", "terraform_state"},
      {"terraform.tfstate.1715000000.json", "terraform_state"},
      {"tls/server.pem", "private_key"},
      {"server.key", "private_key"},
      {"home/.ssh/id_rsa", "private_key"},
      {"id_ed25519", "private_key"},
      {"id_rsa.old", "private_key"},
      {"id_rsa_deploy", "private_key"},
      {"ID_RSA", "private_key"},
      {"keys.pem.zip", "private_key"},
      {".env", "environment"},
      {"app/.env", "environment"},
      {"app/.env.production", "environment"},
      {"app/prod.env", "environment"},
      {"APP/.ENV", "environment"},
      {".aws/credentials", "credentials"},
      {"credentials.json", "credentials"},
      {"aws_credentials.csv", "credentials"},
      {"k8s/secrets.yaml", "credentials"},
      {"passwords.txt", "credentials"},
      {".git-credentials", "credentials"},
      {"etc/passwd", "credentials"},
      {".htpasswd", "credentials"},
      {"alice_accessKeys.csv", "credentials"},
      {"rootkey.csv", "credentials"},
      {"vault.kdbx", "credentials"},
      {".aws/config", "credentials"},
      {"home/alice/.aws/config", "credentials"},
      {"site/.git/config", "credentials"},
      {".kube/config", "credentials"},
      {"kubeconfig", "credentials"},
      {"k8s/kubeconfig.yaml", "credentials"},
      {"prod.kubeconfig", "credentials"},
      {"www/wp-config.php", "credentials"},
      {"wp-config.php.bak", "credentials"},
      {"root/.ssh/authorized_keys", "credentials"},
      {"service-account.json", "credentials"},
      {"gcp/my_service_account_key.json", "credentials"},
      {"serviceaccount/token", "credentials"},
      {"ServiceAccount.json", "credentials"},
      {"token.json", "credentials"},
      {"github_access_token.txt", "credentials"},
      {"api-tokens.csv", "credentials"},
      {"ci/deploy.token", "credentials"},
      {"app_private_key.txt", "private_key"},
      {"my-private-key-2024.asc", "private_key"},
      {"jwt/privateKey", "private_key"},
      {"public-site-private.pem", "private_key"},
      {"mail/ceo.pst", "mailbox"},
      {"backups/ceo.pst.zip", "mailbox"},
      {"vm/web-disk1.vmdk", "disk_image"},
      {"appliance.OVA", "disk_image"},
      {"postgres/customers-2024-05-09.sql.gz", "database_dump"},
      {"users.dump", "database_dump"},
      {"db_dump-2024.tar.gz", "database_dump"},
      {"mysqldump.zip", "database_dump"},
      {"app.sqlite3", "database_dump"},
      {"site.bak", "backup"},
      {"backup-2024-05-01.tgz", "backup"},
      {"backups/2024/customers.csv", "backup"},
      {"Backup/customers.csv", "backup"},
  }));
  CAPTURE(key);
  CHECK(kind_of(key) == kind);
}

TEST_CASE("similar keys are not secrets") {
  const auto key = GENERATE(
      "", "/", ".", "environment.txt", "env", "env/readme.txt", ".environment", ".env.example",
      ".env.sample", "environ", "a.envelope", "id_rsa.pub", "id_rsa2", "id_rsab", "grid_rsa",
      "keynote.pdf", "monkey", "pem", "pem/readme.txt", "secret-plan.html", "password-reset.js",
      "credentials.png", "secretary.txt", "passwordless.txt", "credentialed.txt", "dumpling.txt",
      "dump.html", "sql", "sql/readme.txt", "mysql.txt", "backups.html", "backups/index.html",
      "backupper/readme.txt", "tfstate", "terraform.tf", "photo.gz", ".gz", ".zip", "a.tar",
      "public.pem", "tls/public_key.pem", "signing.pub.key", "locales/de/passwords.json",
      "resources/lang/en/passwords.php", "i18n/backup.json", "po/secrets.po", "password.xliff",
      "config", ".git/HEAD", "x.git/config", "my.aws/config", ".aws/configs",
      "wp-config-sample.php", "tokenizer.json", "special_tokens_map.json", "added_tokens.json",
      "design-tokens.json", "tokens.css", "access-token.html", "accesstokenizer.json",
      "service-accounting.pdf", "service-account-terms.pdf", "services.json",
      "private-keynote.html", "authorized_keys.html", "post.pstx", "nova", "a.pst.txt");
  CAPTURE(key);
  CHECK(kind_of(key) == "none");
}

TEST_CASE("a long key is handled") {
  CHECK(kind_of((std::string(1 << 20, '/') + "a.sql").c_str()) == "database_dump");
  CHECK(kind_of(std::string(1 << 20, 's').c_str()) == "none");
}
