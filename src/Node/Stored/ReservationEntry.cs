using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>What the ledger keeps of a reservation, as it is on disk: that it was made, settled or released.</summary>
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

    /// <summary>The entry of a record.</summary>
    public static ReservationEntry Of(ReservationRecord its) =>
        its.Ended switch
        {
            null => ReservationMade.Of(its),
            Settled => new ReservationSettled(its.Id, its.Quantity, its.Expires),
            Released => new ReservationReleased(its.Id, its.Expires),
            var other => throw new ArgumentException($"no reservation ends as {other}"),
        };

    /// <summary>The record of an entry.</summary>
    public abstract ReservationRecord ToRecord();
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
) : ReservationEntry
{
    /// <inheritdoc/>
    public override ReservationRecord ToRecord() =>
        new(Id, Ask, Quantity, Expires, Act, null)
        {
            With = With is null ? null : [.. With.Select(each => each.ToRecord())],
        };

    internal static new ReservationMade Of(ReservationRecord its) =>
        new(its.Id, its.Ask!, its.Quantity, its.Expires, its.Act!)
        {
            With = its.With is null ? null : [.. its.With.Select(Of)],
        };
}

/// <summary>A reservation ends, and its act was done.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Quantity">How much was used.</param>
/// <param name="Expires">When it would have ended by itself.</param>
internal sealed record ReservationSettled(string Id, decimal Quantity, Moment Expires)
    : ReservationEntry
{
    /// <inheritdoc/>
    public override ReservationRecord ToRecord() => new(Id, null, Quantity, Expires, null, Settled);
}

/// <summary>A reservation ends, and its act was not done.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Expires">When it would have ended by itself.</param>
internal sealed record ReservationReleased(string Id, Moment Expires) : ReservationEntry
{
    /// <inheritdoc/>
    public override ReservationRecord ToRecord() => new(Id, null, 0, Expires, null, Released);
}

/// <summary>Writes entries of reservations; reads these, and what was written before there were three kinds.</summary>
internal sealed class ReservationForm : JsonConverter<ReservationRecord>
{
    /// <inheritdoc/>
    public override ReservationRecord Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        Entries.SaysItsKind(reader)
            ? Entries.Read(ref reader, StoredJson.Default.ReservationEntry).ToRecord()
            : Entries.Read(ref reader, StoredJson.Default.ReservationV1).ToRecord();

    /// <inheritdoc/>
    public override void Write(
        Utf8JsonWriter writer,
        ReservationRecord value,
        JsonSerializerOptions options
    ) =>
        JsonSerializer.Serialize(
            writer,
            ReservationEntry.Of(value),
            StoredJson.Default.ReservationEntry
        );
}
