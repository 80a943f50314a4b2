namespace PathoChain.Registry.Tests;

public sealed class ChainOptionsTests
{
    [Theory]
    [InlineData(1, 1, 300)]
    [InlineData(1, 60, 300)]
    [InlineData(ChainOptions.DevelopmentChainId, 1, 10)]
    public void A_shorter_chain_is_believed_after_minutes_whatever_the_interval_but_soon_on_a_devnet(long chainId, int interval, int patience) =>
        new ChainOptions { PollInterval = TimeSpan.FromSeconds(interval) }.PatienceOn(chainId).Should().Be(TimeSpan.FromSeconds(patience));
}
