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
      "backupper/readme.txt", "tfstate", "terraform.tf", "photo.gz", ".gz", ".zip", "a.tar");
  CAPTURE(key);
  CHECK(kind_of(key) == "none");
}

TEST_CASE("a long key is handled") {
  CHECK(kind_of((std::string(1 << 20, '/') + "a.sql").c_str()) == "database_dump");
  CHECK(kind_of(std::string(1 << 20, 's').c_str()) == "none");
}
