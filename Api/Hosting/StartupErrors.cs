using System.Data.Common;
using Microsoft.Extensions.Options;
using PathoChain.Content;
using PathoChain.Inference;
using PathoChain.Registry;

namespace PathoChain.Api.Hosting;

internal static class StartupErrors
{
    /// <summary>One line for the operator if settings or files are at fault; <see langword="null"/> for a defect, which keeps its stack trace.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        OptionsValidationException options => string.Join(' ', options.Failures),
        DeploymentException or SiteKeyException or ModelException => exception.Message,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } address => address.Message,
        DbException database => $"The database cannot be used: {database.Message.TrimEnd('.')}. Restore it from a backup if it is damaged.",
        InvalidOperationException when SettingError.Explain(exception.Message) is { } setting => setting,
        { InnerException: { } inner } => Explain(inner), // Orleans wraps what it meets as it makes a grain
        _ => null,
    };
}
