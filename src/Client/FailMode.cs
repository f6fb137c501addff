namespace Evenhand.Client;

/// <summary>What to answer while the server cannot be reached. The answer's basis tells that it was so.</summary>
public enum FailMode
{
    /// <summary>Allow: rather let too much pass than stop everybody.</summary>
    Open,

    /// <summary>Deny: rather stop everybody than let too much pass.</summary>
    Closed,
}
