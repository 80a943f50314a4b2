-- The contract of Orleans' ADO.NET providers: they read by key what they run. Keys, parameters and the columns that come back are theirs, the SQL is ours.
CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey varchar(64) PRIMARY KEY,
    QueryText varchar(8000) NOT NULL
);
