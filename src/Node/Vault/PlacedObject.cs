namespace Evenhand.Node.Vault;

/// <summary>A stored thing with where its bytes lie.</summary>
/// <param name="Object">The thing.</param>
/// <param name="Blob">The id of its bytes; null where they do not lie in the store, or are about to leave it.</param>
/// <param name="IsCold">Whether it counts as cold.</param>
internal sealed record PlacedObject(StoredObject Object, string? Blob, bool IsCold)
{
    /// <summary>Whether its bytes can be read now, as far as is written down.</summary>
    public bool CanBeRead => !IsCold || Object.BackUntil is not null;
}
