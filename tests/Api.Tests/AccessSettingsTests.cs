using System.Net;
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

    [Theory]
    [InlineData("Access:Auditors:0")]
    [InlineData("Access:Pathologists:0")]
    public void So_they_are_where_only_auditors_or_pathologists_sign_in(string list) => Start(("Urls", "http://0.0.0.0:5080"), (list, Account)).Should().BeNull();

    [Fact]
    public void Nobody_has_to_on_this_machine_alone() => Start(("Urls", "http://127.0.0.1:5080")).Should().BeNull();

    [Theory]
    [InlineData("Urls", "http://*:5080")]
    [InlineData("Urls", "http://127.0.0.1:5080;http://10.0.0.7:5080")]
    [InlineData("Kestrel:Endpoints:Https:Url", "https://10.0.0.7")]
    public void Other_machines_are_not_let_in_where_nobody_has_to(string key, string url) =>
        Start((key, url)).Should().Contain($"{key} is '{url}'").And.Contain("Access:Accounts:0").And.NotContain("\n");

    [Theory]
    [InlineData("http_ports", "8080", "http://*:8080")]
    [InlineData("https_ports", "8080;8443", "https://*:8080;https://*:8443")]
    public void Ports_are_those_of_every_interface_where_there_are_no_urls(string key, string ports, string urls)
    {
        Start(("Urls", ""), (key, ports)).Should().Contain($"{key} is '{urls}'").And.Contain("Access:Accounts:0");
        Start(("Urls", "http://127.0.0.1:5080"), (key, ports)).Should().BeNull("the ports have no effect then");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("10.0.0.7;*")]
    [InlineData("0.0.0.0")]
    public void Where_people_sign_in_the_hosts_that_they_sign_in_to_are_named(string hosts)
    {
        Start(("Access:Accounts:0", Account), ("AllowedHosts", hosts)).Should().StartWith("AllowedHosts lets in every host name").And.NotContain("\n");
        Start(("Access:Auditors:0", Account), ("AllowedHosts", hosts)).Should().StartWith("AllowedHosts lets in every host name");
        Start(("AllowedHosts", hosts)).Should().BeNull();
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("10.0.0.7", "10.0.0.7")]
    [InlineData("::ffff:10.0.0.7", "10.0.0.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010DB800010002")]
    public void Sign_ins_are_counted_for_each_network(string? address, string network) =>
        SignInRate.NetworkOf(address is null ? null : IPAddress.Parse(address)).Should().Be(network);

    [Fact]
    public void A_mistyped_key_is_refused_as_nobody_would_have_to_sign_in() =>
        Start(("Access:Acounts:0", Account)).Should().Be("Access has no setting 'Acounts': correct its name, or leave it out.");

    [Theory]
    [InlineData("Access:Accounts:0", "me", "Access:Accounts:0 is 'me', not an address")]
    [InlineData("Access:Accounts:0", "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "EIP-55")]
    [InlineData("Access:Auditors:0", "me", "Access:Auditors:0 is 'me', not an address")]
    [InlineData("Access:Pathologists:0", "me", "Access:Pathologists:0 is 'me', not an address")]
    [InlineData("Access:Accounts", Account, "give a list, by setting Access:Accounts:0, Access:Accounts:1 and so on.")]
    public void What_is_no_list_of_accounts_is_refused(string key, string value, string why) =>
        Start((key, value)).Should().Contain(why).And.StartWith(key).And.NotContain("\n");

    [Fact]
    public void An_auditor_is_none_of_those_who_change_things() =>
        Start(("Access:Accounts:0", Account), ("Access:Auditors:0", Account.ToLowerInvariant())).Should()
            .StartWith("Access:Auditors:0 is '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266', which Access:Accounts lists too: take it off").And.NotContain("\n");

    [Fact]
    public void Nor_of_those_who_sign_off_while_an_uploader_may_be_a_pathologist_too()
    {
        Start(("Access:Pathologists:0", Account), ("Access:Auditors:0", Account)).Should().Contain("which Access:Pathologists lists too: take it off");
        Start(("Access:Pathologists:0", Account), ("Access:Accounts:0", Account)).Should().BeNull();
    }

    [Fact]
    public void A_folder_of_session_keys_that_cannot_be_made_is_named()
    {
        _folder.Write("session-keys", "a file");

        Start(("Access:Accounts:0", Account)).Should().StartWith($"The keys of sessions in {_folder.File("session-keys")} cannot be read or made: ").And.NotContain("\n");
    }

    [Fact]
    public void Damaged_session_keys_are_told_before_somebody_signs_in()
    {
        _folder.Write($"session-keys/key-{Guid.NewGuid()}.xml", "<key");

        Start(("Access:Accounts:0", Account)).Should().StartWith($"The keys of sessions in {_folder.File("session-keys")} cannot be read or made: ").And.Contain("delete them").And.NotContain("\n");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>What an operator reads; null if nothing is wrong.</summary>
    private string? Start(params (string Key, string Value)[] settings)
    {
        var error = Record.Exception(() =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Configuration["Data:Directory"] = _folder.Path;
            builder.Configuration["AllowedHosts"] = "10.0.0.7";
            foreach (var (key, value) in settings)
            {
                builder.Configuration[key] = value;
            }

            builder.AddAccess();
            using var app = builder.Build();
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            app.CheckListenAddresses();
            app.UseAccess();
        });
        return error is null ? null : StartupErrors.Explain(error);
    }
}
