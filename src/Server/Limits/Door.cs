namespace Evenhand.Server.Limits;

/// <summary>The ways into the server. What floods one leaves the others as they are.</summary>
public enum Door
{
    /// <summary>Asks, and what their decisions hold.</summary>
    Gate,

    /// <summary>Events.</summary>
    Ingest,

    /// <summary>Everything else: what people read and operators do.</summary>
    Other,
}

/// <summary>Which route goes through which door.</summary>
internal static class Doors
{
    /// <summary>How many there are.</summary>
    public const int Count = 3;

    /// <summary>The door of a route: its method and its pattern.</summary>
    public static Door Of(string method, string pattern) =>
        pattern.StartsWith("/v1/gate", StringComparison.Ordinal)
        || pattern.StartsWith("/v1/reservations/", StringComparison.Ordinal)
            ? Door.Gate
        : method == "POST" && pattern.EndsWith("/v1/events", StringComparison.Ordinal) ? Door.Ingest
        : Door.Other;
}
