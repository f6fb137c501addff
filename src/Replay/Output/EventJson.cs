using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Evenhand.Core.Numbers;
using Evenhand.Core.Stream;

namespace Evenhand.Replay.Output;

/// <summary>
/// Writes stored events as CloudEvents in JSON. What was not kept is not there: fields that the catalogue does not know,
/// and the text of messages, of which only encoding and length are.
/// </summary>
/// <param name="catalogue">The catalogue that they were parsed by.</param>
/// <param name="sources">Names of their sources.</param>
/// <param name="forReplay">
/// Whether a replay of what is written should come to the same: a text of the same shape then stands for a message's, an
/// empty object for a value that was no good.
/// </param>
public sealed class EventJson(Catalogue catalogue, NameTable sources, bool forReplay = false)
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Event e = new();
    private readonly Symbols symbols = new();
    private readonly uint[] wanted = [.. catalogue.Types.Select(_ => uint.MaxValue)];

    /// <summary>An event as JSON.</summary>
    /// <param name="batch">The batch that holds its record.</param>
    /// <param name="offset">Where it lies.</param>
    /// <param name="account">The account.</param>
    /// <param name="quantity">How much of it counted, as an attribute of that name; null for none.</param>
    public string Write(byte[] batch, int offset, string account, string? quantity = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            ref readonly var head = ref Record.Head(batch, offset);
            e.Read(batch, offset, catalogue, symbols, wanted);
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", Record.Id(batch, offset));
            json.WriteString("source", sources.Bytes(head.Source));
            json.WriteString("type", e.Type?.Name ?? "(unknown)");
            if (account.Length > 0)
                json.WriteString("subject", account);
            json.WriteString("time", Instants.Text(head.Time));
            if (head.SequenceLength > 0)
                json.WriteString("sequence", Record.Sequence(batch, offset));
            if (quantity is not null)
                json.WriteString("quantity", quantity);
            if (e.Type?.Index == (int)BuiltIns.Kind.Rates)
                WriteRates(json, PublishedRates.Of(batch, offset));
            else if (e.Type is not null)
                WriteData(json, e.Type);
            json.WriteEndObject();
        }
        symbols.Forget(0);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void WriteData(Utf8JsonWriter json, EventType type)
    {
        json.WriteStartObject("data");
        foreach (var field in type.Fields)
            if (field.IsMember)
                continue;
            else if (type.MembersOf(field).Any(member => e.Has(member.Slot)))
                WriteMembers(json, type, field);
            else if (e.Has(field.Slot))
                Write(json, field, field.Name);
            else if (forReplay && (e.Bad >> field.Slot & 1) != 0)
            {
                json.WriteStartObject(field.Name);
                json.WriteEndObject();
            }
        json.WriteEndObject();
    }

    private void WriteMembers(Utf8JsonWriter json, EventType type, Field whole)
    {
        json.WriteStartObject(whole.Name);
        foreach (var member in type.MembersOf(whole))
            if (e.Has(member.Slot))
                Write(json, member, member.Name[(whole.Name.Length + 1)..]);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, string lines)
    {
        json.WriteStartArray(name);
        foreach (var text in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteRates(Utf8JsonWriter json, PublishedRates published)
    {
        json.WriteStartObject("data");
        json.WriteString("base", published.Base);
        json.WriteString("date", published.Date);
        if (published.Published is { } at)
            json.WriteString("published", Instants.Text(at));
        json.WriteStartObject("rates");
        foreach (var (currency, units) in published.Rates)
            json.WriteString(currency, units.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Field field, string name)
    {
        var value = e[field.Slot];
        switch (field.Kind)
        {
            case FieldKind.Text or FieldKind.Currency:
                json.WriteString(name, symbols.Bytes(value));
                break;
            case FieldKind.Choice:
                json.WriteString(name, field.Choices[(int)value]);
                break;
            case FieldKind.Flag:
                json.WriteBoolean(name, value == 1);
                break;
            case FieldKind.Quantity:
                json.WriteString(name, ((Rational)value / field.Unit!.Factor).ToString());
                break;
            case FieldKind.Money:
                json.WriteString(name, e.Money(field.Slot).ToString(CultureInfo.InvariantCulture));
                break;
            case FieldKind.Time:
                json.WriteString(name, Instants.Text(e.Instant(field.Slot)));
                break;
            case FieldKind.Texts:
                WriteTexts(json, name, symbols.Text(value));
                break;
            case FieldKind.Members:
                json.WriteStartObject(name);
                json.WriteEndObject();
                break;
            default:
                WriteShape(json, field);
                break;
        }
    }

    private void WriteShape(Utf8JsonWriter json, Field field)
    {
        var shape = e.Shape(field.Slot);
        if (forReplay)
        {
            json.WriteString(field.Name, MessageShape.Stand(shape));
            return;
        }
        json.WriteStartObject(field.Name);
        json.WriteString("encoding", shape[0] == MessageShape.Gsm7 ? "gsm7" : "ucs2");
        json.WriteNumber("characters", MessageShape.Parts(shape, 1, 1, asWritten: true));
        json.WriteEndObject();
    }
}
