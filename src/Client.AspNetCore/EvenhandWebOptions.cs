namespace Evenhand.Client.AspNetCore;

/// <summary>Where the server is, how patient to be with it, and how a web application puts its endpoints under a policy.</summary>
public sealed class EvenhandWebOptions : EvenhandOptions
{
    /// <summary>How endpoints are put under a policy.</summary>
    public FairUseOptions FairUse { get; set; } = new();
}
