-- The owner migrates, the nodes serve with a role that owns nothing (etc/docs/operating.md). Passwords as in compose.yaml.
create role customer_service_owner login password 'owner';
create role customer_service_app login password 'app' nosuperuser nobypassrls;
create database customer_service owner customer_service_owner;
