# Nobody is client and worker on the same contest (R1.2), and each verb is for its own side
posted prizes=60000 until=2026-12-20
worker fund-contest refused not_found
client fund-contest
client enter refused own_job
worker enter
worker favour entry=1 refused forbidden
client favour entry=1
worker2 withdraw-entry entry=1 refused not_found
client withdraw-entry entry=1 refused forbidden
worker close refused forbidden
operator award entry=1 refused forbidden
operator enter refused forbidden
