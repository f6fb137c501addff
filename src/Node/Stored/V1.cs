using System.Collections.Immutable;
using System.Text.Json;
using Evenhand.Core.Time;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>A key was made, or ends, as release 0.1 wrote it. It is only read.</summary>
/// <param name="Id">The key.</param>
/// <param name="Hash">SHA-256 of the key's text, hexadecimal; null where it ends.</param>
/// <param name="Role">What it may do; the first of several.</param>
/// <param name="Account">The account that it belongs to, or empty.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Revoked">From when on it does not work; null where it was made.</param>
/// <param name="Roles">All that it may do; null where it was made when a key had one role and reached further.</param>
/// <param name="By">Who made or ended it; null where that was not kept yet.</param>
internal sealed record KeyV1(
    string Id,
    string? Hash,
    Role Role,
    string Account,
    string Name,
    Moment? Revoked,
    ImmutableArray<Role>? Roles = null,
    Doer? By = null
)
{
    /// <summary>The entry of it.</summary>
    public KeyEntry ToEntry()
    {
        var (roles, old) = (Roles ?? [Role], Roles is null);
        return Hash is { } hash
            ? new KeyMade(Id, hash, roles, old, Account, Name, By)
            : new KeyEnded(Id, Revoked, roles, old, Account, Name, By);
    }
}

/// <summary>A reservation was made, or ends, as release 0.1 wrote it. It is only read.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Ask">The id of the ask; null where it ends.</param>
/// <param name="Quantity">How much is held; where it ends, what was used.</param>
/// <param name="Expires">When it ends by itself.</param>
/// <param name="Act">The ask, packed as an event; null where it ends.</param>
/// <param name="Ended">How it ended; null where it was made.</param>
internal sealed record ReservationV1(
    string Id,
    string? Ask,
    decimal Quantity,
    Moment Expires,
    byte[]? Act,
    string? Ended
)
{
    /// <summary>The entry of it.</summary>
    /// <exception cref="JsonException">It has no ask, or ends as none does.</exception>
    public ReservationEntry ToEntry() =>
        Ended switch
        {
            null => new ReservationMade(
                Id,
                Entries.Whole(Ask),
                Quantity,
                Expires,
                Entries.Whole(Act)
            ),
            ReservationEntry.Settled => new ReservationSettled(Id, Quantity, Expires),
            ReservationEntry.Released => new ReservationReleased(Id, Expires),
            var other => throw new JsonException($"no reservation ends as {other}"),
        };
}
