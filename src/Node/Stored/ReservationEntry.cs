using System.Text.Json.Serialization;
using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>What the ledger keeps of a reservation: that it was made, settled or released.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(ReservationMade), "made")]
[JsonDerivedType(typeof(ReservationSettled), Settled)]
[JsonDerivedType(typeof(ReservationReleased), Released)]
internal abstract record ReservationEntry
{
    /// <summary>How a reservation ends whose act was done.</summary>
    public const string Settled = "settled";

    /// <summary>How a reservation ends whose act was not done.</summary>
    public const string Released = "released";

    /// <summary>The entry of a slice, also of one that was written before there were three kinds.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static ReservationEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(
            bytes,
            static (ref reader) =>
                Entries.SaysItsKind(reader)
                    ? Entries.Read(ref reader, StoredJson.Default.ReservationEntry)
                    : Entries.Read(ref reader, StoredJson.Default.ReservationV1).ToEntry()
        );

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.ReservationEntry);
}

/// <summary>A reservation was made.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Ask">The id of the ask.</param>
/// <param name="Quantity">How much is held.</param>
/// <param name="Expires">When it ends by itself.</param>
/// <param name="Act">The ask, packed as an event.</param>
/// <param name="With">Others that were made with it, all or none; null where it was made alone.</param>
internal sealed record ReservationMade(
    string Id,
    string Ask,
    decimal Quantity,
    Moment Expires,
    byte[] Act,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        ReservationMade[]? With = null
) : ReservationEntry;

/// <summary>A reservation ends, and its act was done.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Quantity">How much was used.</param>
/// <param name="Expires">When it would have ended by itself.</param>
internal sealed record ReservationSettled(string Id, decimal Quantity, Moment Expires)
    : ReservationEntry;

/// <summary>A reservation ends, and its act was not done.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Expires">When it would have ended by itself.</param>
internal sealed record ReservationReleased(string Id, Moment Expires) : ReservationEntry;
