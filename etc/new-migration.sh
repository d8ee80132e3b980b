#!/usr/bin/env bash
# Regenerates the one Initial migration of both providers from the composed model (until 1.0 is tagged; after it, only forward).
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore >/dev/null
rm -rf src/CustomerService.EntityFrameworkCore.*/Migrations
dotnet build src/CustomerService.Web -v q -nologo
for provider in Sqlite PostgreSql; do
  project="src/CustomerService.EntityFrameworkCore.$provider"
  # The model is read without a connection: any address will do.
  connection="$([ "$provider" = Sqlite ] && echo 'Data Source=:memory:' || echo 'Host=localhost;Database=design;Username=design')"
  Database__Provider=$provider ConnectionStrings__Default="$connection" ASPNETCORE_ENVIRONMENT=Production \
    dotnet ef migrations add Initial --project "$project" --startup-project src/CustomerService.Web --context CustomerServiceDbContext --no-build
done
dotnet build src/CustomerService.Web -v q -nologo
echo "Done. Read the two migrations before you commit them."
