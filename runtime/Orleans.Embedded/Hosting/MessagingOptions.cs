namespace Orleans.Configuration;

/// <summary>How calls travel.</summary>
public abstract class MessagingOptions
{
    /// <summary>Time after which a call that was not answered fails with <see cref="TimeoutException"/>; 30 s unless set.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>How calls travel in a silo.</summary>
public class SiloMessagingOptions : MessagingOptions;
