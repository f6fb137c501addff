using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Ledger;
using Evenhand.Ledger.Payloads;

namespace Evenhand.Node.Stored;

/// <summary>How records are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IncludeFields = true,
    Converters = [typeof(FigureForm), typeof(MomentForm)]
)]
[JsonSerializable(typeof(PolicyRecord))]
[JsonSerializable(typeof(WithdrawnRecord))]
[JsonSerializable(typeof(StandingRecord))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(ClockRecord))]
[JsonSerializable(typeof(ToldRecord))]
[JsonSerializable(typeof(StatedRecord))]
[JsonSerializable(typeof(MendedRecord))]
[JsonSerializable(typeof(RefiledRecord))]
[JsonSerializable(typeof(KeyEntry))]
[JsonSerializable(typeof(KeyV1))]
[JsonSerializable(typeof(PersonEntry))]
[JsonSerializable(typeof(SignInEntry))]
[JsonSerializable(typeof(DraftEntry))]
[JsonSerializable(typeof(TemplateEntry))]
[JsonSerializable(typeof(NotedEntry))]
[JsonSerializable(typeof(ReservationEntry))]
[JsonSerializable(typeof(ReservationV1))]
[JsonSerializable(typeof(StatedEntry))]
[JsonSerializable(typeof(ToldEntry))]
[JsonSerializable(typeof(DeliveredRecord))]
[JsonSerializable(typeof(ReasonsRecord))]
[JsonSerializable(typeof(SendingEntry))]
[JsonSerializable(typeof(SendingState))]
[JsonSerializable(typeof(ImpactEntry))]
[JsonSerializable(typeof(BytesEntry))]
[JsonSerializable(typeof(ExportEntry))]
[JsonSerializable(typeof(CopyTargetEntry))]
[JsonSerializable(typeof(OffloadEntry))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>The bytes of a record.</summary>
    public static byte[] Write<T>(T record, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(record, type);

    /// <summary>The record of a slice.</summary>
    /// <exception cref="DamagedLedgerException">The bytes are no such record.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, JsonTypeInfo<T> type) =>
        Read(bytes, (ref reader) => JsonSerializer.Deserialize(ref reader, type));

    /// <summary>The record of a slice, which may be of several forms.</summary>
    /// <exception cref="DamagedLedgerException">The bytes are no such record.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, Form<T> form)
    {
        if (SealedPayload.Is(bytes.Span))
            throw SealedPayload.Refusal;
        try
        {
            var reader = new Utf8JsonReader(bytes.Span);
            var record = reader.Read() ? form(ref reader) : default;
            if (reader.Read())
                throw new JsonException("there is more than a record");
            return record ?? throw new DamagedLedgerException("a stored record is empty");
        }
        catch (JsonException wrong)
        {
            throw new DamagedLedgerException(
                "a stored record cannot be read; a later version of the program may have written it",
                wrong
            );
        }
    }

    /// <summary>Reads what a reader stands before.</summary>
    public delegate T? Form<out T>(ref Utf8JsonReader reader);
}
