-- Whom an outside provider vouches for: issuer and subject, as long as OpenID Connect allows them to be.
alter table identity.user_logins
  alter column login_provider type varchar(255),
  alter column provider_key   type varchar(255);
