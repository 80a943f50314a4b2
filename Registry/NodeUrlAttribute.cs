using System.ComponentModel.DataAnnotations;

namespace PathoChain.Registry;

/// <summary>Checks that a setting, if there, is where a node can be asked: an absolute URL by HTTP.</summary>
/// <param name="key">The setting's full name.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NodeUrlAttribute(string key) : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null or Uri { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? ValidationResult.Success
            : new ValidationResult($"{key} is '{value}', not the URL of a node: give one such as http://127.0.0.1:8545.");
}
