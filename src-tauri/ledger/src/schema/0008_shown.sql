-- The same views as in 0006. The plus keeps SQLite from trying every item of the ledger for each proposal: it looks up those of the
-- proposal instead.
DROP VIEW shown_member;
DROP VIEW shown_activity;
CREATE VIEW shown_member AS
    SELECT activity, item, position, excluded FROM activity_item
    UNION ALL
    SELECT m.proposal, m.item, m.position, 0 FROM proposal_item m
    WHERE m.proposal NOT IN (SELECT id FROM activity)
      AND +m.item IN (SELECT id FROM item)
      AND +m.item NOT IN (SELECT item FROM activity_item)
      AND +m.item NOT IN (SELECT item FROM activity_refusal);
CREATE VIEW shown_activity AS
    SELECT id, title, date_from, date_to, place, host_dept, state,
           NULL AS confidence, NULL AS reasons, NULL AS joins FROM activity
    UNION ALL
    SELECT p.id, p.title, p.date_from, p.date_to, p.place, p.host_dept, 'proposed',
           p.confidence, p.reasons, p.joins FROM proposal p
    WHERE p.id NOT IN (SELECT id FROM activity)
      AND EXISTS (SELECT 1 FROM proposal_item m WHERE m.proposal = p.id
                  AND +m.item IN (SELECT id FROM item)
                  AND +m.item NOT IN (SELECT item FROM activity_item)
                  AND +m.item NOT IN (SELECT item FROM activity_refusal));
