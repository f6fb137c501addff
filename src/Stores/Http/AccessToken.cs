namespace Evenhand.Stores.Http;

/// <summary>A token of OAuth (RFC 6750).</summary>
/// <param name="Value">The token itself.</param>
/// <param name="Until">When it ends, by this machine's clock.</param>
internal sealed record AccessToken(string Value, DateTimeOffset Until)
{
    /// <summary>No secret is part of what is written of it.</summary>
    public override string ToString() => $"until {Until:O}";
}
