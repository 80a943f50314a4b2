using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace PathoChain.Silo.Cluster;

/// <summary>Makes the tables that Orleans' ADO.NET providers use, and the queries that they read from there, where they are missing.</summary>
internal sealed partial class ClusterDatabase(IOptions<ClusterMemberOptions> options, ILogger<ClusterDatabase> logger) : IHostedService
{
    private static readonly string[] Scripts = ["Queries.sql", "Membership.sql", "Storage.sql", "Reminders.sql"];

    /// <exception cref="OptionsValidationException">The database does not answer, or refuses.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(options.Value.Database);
            await connection.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync("SELECT pg_advisory_xact_lock(hashtext('pathochain cluster tables'))"); // silos may start together
            foreach (var script in Scripts)
            {
                await ExecuteAsync(await ReadAsync(script, cancellationToken));
            }

            await transaction.CommitAsync(cancellationToken);
            LogReady(logger, connection.Host, connection.Database);

            async Task ExecuteAsync(string sql)
            {
                await using var command = new NpgsqlCommand(sql, connection, transaction);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or ArgumentException)
        {
            throw new OptionsValidationException(
                ClusterMemberOptions.Section, typeof(ClusterMemberOptions), [$"The cluster's database, Cluster:Database, cannot be used: {exception.Message.TrimEnd('.')}."]);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<string> ReadAsync(string script, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(ClusterDatabase).Assembly.GetManifestResourceStream(script)!);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Cluster database {Database} on {Host} is ready")]
    private static partial void LogReady(ILogger logger, string? host, string database);
}
