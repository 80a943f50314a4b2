using System.ComponentModel.DataAnnotations;
using System.Net;
using Orleans.Configuration;

namespace PathoChain.Silo.Cluster;

/// <summary>How this silo meets the others of its cluster, configuration section <c>Cluster</c>.</summary>
public sealed class ClusterMemberOptions : IValidatableObject
{
    public const string Section = "Cluster";

    /// <summary>Connection string of the PostgreSQL database that all silos of the cluster share; its tables are made if missing.</summary>
    [Required(ErrorMessage = "Cluster:Database is not set: give the connection string of the PostgreSQL database that the silos share, Host=…;Database=…;Username=…;Password=….")]
    public string Database { get; set; } = string.Empty;

    /// <summary>Clusters of different names may share a database and know nothing of each other.</summary>
    [Required]
    [StringLength(150)]
    public string Name { get; set; } = "pathochain";

    /// <summary>Address at which the other silos reach this one. What silos say to each other is neither encrypted nor authenticated: keep it in a private network.</summary>
    [Required]
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>Port for the other silos.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 11_111;

    /// <summary>The site whose machine this is, which others see as a silo's metadata.</summary>
    [Required]
    public string Site { get; set; } = Environment.MachineName;

    /// <summary>
    /// What the models run on here: if not set <c>cuda</c> where CUDA loads and finds a GPU, else <c>cpu</c>. Models are kept on silos that say anything but <c>cpu</c>, as long as there
    /// is one; so where nobody has a GPU, the strongest machines can be named too.
    /// </summary>
    public string? Accelerator { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult($"Cluster:Address is \"{Address}\", but has to be an IP address at which the other silos reach this one.");
        }
    }

    /// <summary>Every process of the cluster is a silo, so none offers a gateway to clients.</summary>
    internal void Listen(EndpointOptions endpoint)
    {
        endpoint.AdvertisedIPAddress = IPAddress.Parse(Address);
        endpoint.SiloPort = Port;
        endpoint.GatewayPort = 0;
    }
}
