-- What a notice or an e-mail is about, so that it can be kept from whoever the case does not exist for. Older rows say it in their link.
alter table communications.notices add column case_id uuid;
alter table communications.emails add column case_id uuid;
update communications.notices set case_id = substr(link, 5)::uuid where link like '/ca/%';
update communications.emails set case_id = substr(link, 5)::uuid where link like '/ca/%';
