using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PathoChain.Api.Access;
using PathoChain.Api.Hosting;

namespace PathoChain.Api.Tests;

/// <summary>Settings under which the API would be open to more than the operator wants are refused.</summary>
public sealed class AccessSettingsTests : IDisposable
{
    private const string Account = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Other_machines_are_let_in_where_one_has_to_sign_in() => Start(("Urls", "http://0.0.0.0:5080"), ("Access:Accounts:0", Account)).Should().BeNull();

    [Fact]
    public void Nobody_has_to_on_this_machine_alone() => Start(("Urls", "http://127.0.0.1:5080")).Should().BeNull();

    [Theory]
    [InlineData("Urls", "http://*:5080")]
    [InlineData("Urls", "http://127.0.0.1:5080;http://10.0.0.7:5080")]
    [InlineData("Kestrel:Endpoints:Https:Url", "https://10.0.0.7")]
    public void Other_machines_are_not_let_in_where_nobody_has_to(string key, string url) =>
        Start((key, url)).Should().Contain($"{key} is '{url}'").And.Contain("Access:Accounts:0").And.NotContain("\n");

    [Fact]
    public void Urls_of_which_Kestrel_takes_no_notice_say_nothing() =>
        Start(("Urls", "http://*:5080"), ("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:5080")).Should().BeNull();

    [Theory]
    [InlineData("Access:Accounts:0", "me", "Access:Accounts:0 is 'me', not an address")]
    [InlineData("Access:Accounts:0", "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "EIP-55")]
    [InlineData("Access:Accounts", Account, "set Access:Accounts:0")]
    public void What_is_no_list_of_accounts_is_refused(string key, string value, string why) =>
        Start((key, value)).Should().Contain(why).And.StartWith(key).And.NotContain("\n");

    public void Dispose() => _folder.Dispose();

    /// <summary>What an operator reads; null if nothing is wrong.</summary>
    private string? Start(params (string Key, string Value)[] settings)
    {
        var error = Record.Exception(() =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Configuration["Data:Directory"] = _folder.Path;
            foreach (var (key, value) in settings)
            {
                builder.Configuration[key] = value;
            }

            builder.AddAccess();
            using var app = builder.Build();
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            app.CheckListenAddresses();
        });
        return error is null ? null : StartupErrors.Explain(error);
    }
}
