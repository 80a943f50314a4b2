using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using PathoChain.Api.Problems;
using PathoChain.Content;
using PathoChain.Inference;
using PathoChain.Registry;

namespace PathoChain.Api.Hosting;

internal static partial class StartupErrors
{
    /// <summary>One line for the operator if settings or files are at fault; <see langword="null"/> for a defect, which keeps its stack trace.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        OptionsValidationException options => string.Join(' ', options.Failures.Select(failure => OwnWords.Replace(failure, "$1"))),
        DeploymentException or SiteKeyException or ModelException => exception.Message,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } address => address.Message,
        DbException database => $"The database cannot be used: {database.Message.TrimEnd('.')}. Restore it from a backup if it is damaged.",
        IOException when DiskFull.IsCauseOf(exception) => $"There is no room left: {exception.Message.TrimEnd('.')}. Make room on that disk.",
        InvalidOperationException when SettingError.Explain(exception.Message) is { } setting => setting,
        { InnerException: { } inner } => Explain(inner), // Orleans wraps what it meets as it makes a grain
        _ => null,
    };

    /// <summary>What options say of themselves as a whole names the key, and needs no C# around it.</summary>
    [GeneratedRegex(@"^DataAnnotation validation failed for '\w+' members: '' with the error: '(.*)'\.$", RegexOptions.Singleline)]
    private static partial Regex OwnWords { get; }
}
