using Microsoft.Data.Sqlite;

namespace Orleans.Embedded;

/// <summary>
/// One SQLite file through one connection, on a thread of the pool, one operation at a time. What was written when an operation ends survives a power cut
/// (WAL with synchronous FULL).
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int Full = 13; // https://sqlite.org/rescode.html#full
    private const int NoSpaceLeft = 28; // ENOSPC

    private readonly TaskFactory _oneByOne = new(
        CancellationToken.None, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler, TaskContinuationOptions.None,
        new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    private readonly SqliteConnection _connection;

    /// <exception cref="SqliteException">The file, which the message names, cannot be opened, or is no database.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public SqliteDatabase(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

        // Without pooling the file is free again as soon as the connection is disposed.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        try
        {
            Prepare();
        }
        catch (SqliteException exception)
        {
            _connection.Dispose();
            throw new SqliteException($"{path}: {exception.Message}", exception.SqliteErrorCode, exception.SqliteExtendedErrorCode);
        }
        catch (IOException)
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs an operation after those before it.</summary>
    public Task<T> RunAsync<T>(Func<SqliteDatabase, T> operation) => _oneByOne.StartNew(() => operation(this));

    /// <summary>Runs a statement; to be used within <see cref="RunAsync{T}"/>.</summary>
    /// <returns>Rows changed.</returns>
    /// <exception cref="IOException">The disk is full; nothing was changed.</exception>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        try
        {
            return command.ExecuteNonQuery();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Full)
        {
            throw new IOException($"{_connection.DataSource}: {exception.Message}", NoSpaceLeft); // as of any other file
        }
    }

    /// <summary>Runs a query and reads all of it; to be used within <see cref="RunAsync{T}"/>.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    // In its turn like everything else on the connection; operations after it fail.
    public void Dispose() => _oneByOne.StartNew(_connection.Dispose).GetAwaiter().GetResult();

    private void Prepare()
    {
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute("PRAGMA secure_delete = ON"); // what is deleted, such as the key of an erased image, is overwritten
        Execute("PRAGMA busy_timeout = 10000");
        Execute("""
            CREATE TABLE IF NOT EXISTS grain_state (
                grain_type TEXT NOT NULL, grain_key TEXT NOT NULL, state_name TEXT NOT NULL,
                version INTEGER NOT NULL, json TEXT,
                PRIMARY KEY (grain_type, grain_key, state_name)) WITHOUT ROWID
            """);
        Execute("""
            CREATE TABLE IF NOT EXISTS reminder (
                grain_type TEXT NOT NULL, grain_key TEXT NOT NULL, name TEXT NOT NULL,
                start_ticks INTEGER NOT NULL, period_ticks INTEGER NOT NULL, etag TEXT NOT NULL,
                PRIMARY KEY (grain_type, grain_key, name)) WITHOUT ROWID
            """);
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
