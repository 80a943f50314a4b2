using PathoChain.Registry.Siwe;

namespace PathoChain.Registry.Tests.Siwe;

public sealed class Rfc3986Tests
{
    // The examples of RFC 3986, section 1.1.2, and what appendix A allows at its edges.
    [Theory]
    [InlineData("ftp://ftp.is.co.za/rfc/rfc1808.txt")]
    [InlineData("http://www.ietf.org/rfc/rfc2396.txt")]
    [InlineData("ldap://[2001:db8::7]/c=GB?objectClass?one")]
    [InlineData("mailto:John.Doe@example.com")]
    [InlineData("news:comp.infosystems.www.servers.unix")]
    [InlineData("tel:+1-816-555-1212")]
    [InlineData("telnet://192.0.2.16:80/")]
    [InlineData("urn:oasis:names:specification:docbook:dtd:xml:4.1.2")]
    [InlineData("a:")]
    [InlineData("a:?#")]
    [InlineData("a:/")]
    [InlineData("a:///b")]
    [InlineData("a://b:/")]
    [InlineData("http://[::ffff:1.2.3.4]:80")]
    [InlineData("http://[v7.a:b]/")]
    [InlineData("http://a/?/?#/?")]
    public void A_uri_is_accepted(string text) => Rfc3986.IsUri(text).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(":a")]
    [InlineData("a")]
    [InlineData("//a/b")]
    [InlineData("1a:b")]
    [InlineData("a:b c")]
    [InlineData("a:b\n")]
    [InlineData("\na:b")]
    [InlineData("a:%")]
    [InlineData("a:%4")]
    [InlineData("a:%4g")]
    [InlineData("a:#b#c")]
    [InlineData("a:[b]")]
    [InlineData("a:b\\c")]
    [InlineData("a:é")]
    [InlineData("http://a:b/")]
    [InlineData("http://a@b@c/")]
    [InlineData("http://[::1/")]
    [InlineData("http://[]/")]
    [InlineData("http://[1.2.3.4]/")]
    [InlineData("http://[1::2::3]/")]
    [InlineData("http://[12345::]/")]
    [InlineData("http://[::1%25eth0]/")]
    [InlineData("http://[::1]a/")]
    public void Anything_else_is_no_uri(string text) => Rfc3986.IsUri(text).Should().BeFalse();
}
