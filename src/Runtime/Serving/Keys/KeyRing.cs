namespace Evenhand.Runtime.Serving.Keys;

/// <summary>The keys of a ledger: made, found, rotated and revoked. Each change is a record of the shared stream.</summary>
public sealed class KeyRing
{
    /// <summary>All keys, revoked ones too, in the order in which they were made.</summary>
    public IReadOnlyList<Key> All => throw new NotSupportedException();

    /// <summary>The key that somebody shows; null where it is none or was revoked. Takes the same time for any.</summary>
    public Key? Find(ReadOnlySpan<char> shown) => throw new NotSupportedException();

    /// <summary>Makes a key; its text is shown here once and never again.</summary>
    public Task<(Key Key, string Text)> CreateAsync(Role role, string account, string name) =>
        throw new NotSupportedException();

    /// <summary>Makes a new key of the same role in place of one, which works on for an hour.</summary>
    public Task<(Key Key, string Text)> RotateAsync(string id) => throw new NotSupportedException();

    /// <summary>Revokes a key; revoking twice changes nothing.</summary>
    public Task<Key> RevokeAsync(string id) => throw new NotSupportedException();
}
