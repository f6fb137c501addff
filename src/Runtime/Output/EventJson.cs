using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Evenhand.Core.Rating;
using Evenhand.Core.Stream;

namespace Evenhand.Runtime.Output;

/// <summary>
/// Writes stored events as CloudEvents in JSON. What was not kept is not there: fields that the catalogue does not know,
/// and the text of messages, of which only encoding and length are.
/// </summary>
public sealed class EventJson(Catalogue catalogue, NameTable sources)
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
            json.WriteString("subject", account);
            json.WriteString("time", Instants.Text(head.Time));
            if (quantity is not null)
                json.WriteString("quantity", quantity);
            if (e.Type is not null)
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
            if (e.Has(field.Slot))
                Write(json, field);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Field field)
    {
        var value = e[field.Slot];
        switch (field.Kind)
        {
            case FieldKind.Text or FieldKind.Currency:
                json.WriteString(field.Name, symbols.Bytes(value));
                break;
            case FieldKind.Choice:
                json.WriteString(field.Name, field.Choices[(int)value]);
                break;
            case FieldKind.Flag:
                json.WriteBoolean(field.Name, value == 1);
                break;
            case FieldKind.Quantity:
                json.WriteString(field.Name, ((Rational)value / field.Unit!.Factor).ToString());
                break;
            case FieldKind.Money:
                json.WriteString(
                    field.Name,
                    e.Money(field.Slot).ToString(CultureInfo.InvariantCulture)
                );
                break;
            case FieldKind.Time:
                json.WriteString(field.Name, Instants.Text(value));
                break;
            default:
                WriteShape(json, field);
                break;
        }
    }

    private void WriteShape(Utf8JsonWriter json, Field field)
    {
        var shape = e.Shape(field.Slot);
        json.WriteStartObject(field.Name);
        json.WriteString("encoding", shape[0] == MessageShape.Gsm7 ? "gsm7" : "ucs2");
        json.WriteNumber("characters", MessageShape.Parts(shape, 1, 1, asWritten: true));
        json.WriteEndObject();
    }
}
