using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using NodaTime.Text;

namespace Evenhand.Runtime.Output;

/// <summary>Writes effects as lines of JSON.</summary>
public static class EffectJson
{
    private const int FlushAt = 1 << 16;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes every effect that is for others to see; what matched nothing is for reports.</summary>
    public static void Write(IEnumerable<Effect> effects, Stream output)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushAt * 2);
        using var writer = new Utf8JsonWriter(buffer, Options);
        foreach (var effect in effects)
        {
            if (effect is Unmatched)
                continue;
            Write(effect, writer);
            writer.Flush();
            writer.Reset();
            buffer.Write("\n"u8);
            if (buffer.WrittenCount < FlushAt)
                continue;
            output.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
        output.Write(buffer.WrittenSpan);
        output.Flush();
    }

    /// <summary>An instant in RFC 3339, UTC.</summary>
    public static string Instant(long ticks) =>
        InstantPattern.ExtendedIso.Format(NodaTime.Instant.FromUnixTimeTicks(ticks));

    private static void Write(Effect effect, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        switch (effect)
        {
            case Decision decision:
                Write(decision, json);
                break;
            case Notice notice:
                Write(notice, json);
                break;
            case Case opened:
                Write(opened, json);
                break;
            case Statement statement:
                Write(statement, json);
                break;
            case WalletBalance wallet:
                json.WriteString("kind", "wallet");
                json.WriteString("account", wallet.Account);
                json.WriteString("time", Instant(wallet.Time));
                json.WriteString("balance", wallet.Balance);
                break;
            default:
                throw new InvalidOperationException($"an effect of no known kind: {effect}");
        }
        json.WriteEndObject();
    }

    private static void Write(Decision decision, Utf8JsonWriter json)
    {
        json.WriteString("kind", "decision");
        json.WriteString("id", decision.Id);
        json.WriteString("time", Instant(decision.Time));
        json.WriteString("account", decision.Account);
        json.WriteString("outcome", Word(decision.Outcome));
        foreach (var (name, amount) in decision.Tells)
            json.WriteString(name, amount);
        json.WriteStartArray("reasons");
        foreach (var reason in decision.Reasons)
            Write(reason, decision.Time, json);
        json.WriteEndArray();
    }

    private static void Write(Reason reason, long asked, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("clause", reason.Clause);
        json.WriteString("policy", reason.Policy);
        json.WriteString("version", reason.Version);
        json.WriteString("message", reason.Message);
        if (reason.Limit is not null)
            json.WriteString("limit", reason.Limit);
        if (reason.Used is not null)
            json.WriteString("used", reason.Used);
        if (reason.Resets is { } resets)
            json.WriteString("resets", Instant(resets));
        if (reason.RetryAt is { } retry)
            json.WriteString("retry_after", WholeSeconds(retry - asked));
        json.WriteEndObject();
    }

    private static string WholeSeconds(long ticks) =>
        ((ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond).ToString(
            CultureInfo.InvariantCulture
        );

    private static void Write(Notice notice, Utf8JsonWriter json)
    {
        json.WriteString("kind", "notice");
        json.WriteString("time", Instant(notice.Time));
        json.WriteString("account", notice.Account);
        json.WriteString("clause", notice.Clause);
        json.WriteString("notice", notice.What);
        json.WriteString("message", notice.Message);
    }

    private static void Write(Case opened, Utf8JsonWriter json)
    {
        json.WriteString("kind", "case");
        json.WriteString("time", Instant(opened.Time));
        json.WriteString("account", opened.Account);
        json.WriteString("clause", opened.Clause);
        json.WriteString("version", opened.Version);
        json.WriteString("cycle", Instant(opened.Cycle));
        json.WriteStartObject("figures");
        foreach (var (name, value) in opened.Figures)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString("message", opened.Message);
    }

    private static void Write(Statement statement, Utf8JsonWriter json)
    {
        json.WriteString("kind", "statement");
        json.WriteString("account", statement.Account);
        json.WriteString("policy", statement.Policy);
        json.WriteString("from", Instant(statement.From));
        json.WriteString("to", Instant(statement.Time));
        json.WriteString("currency", statement.Currency);
        json.WriteStartArray("lines");
        foreach (var line in statement.Lines)
            Write(line, json);
        json.WriteEndArray();
        json.WriteString("due", statement.Due);
        json.WriteString("proposed", statement.Proposed);
        if (!statement.Unpriced.IsEmpty)
            WriteUnpriced(statement, json);
    }

    private static void Write(Line line, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("clause", line.Clause);
        json.WriteString("version", line.Version);
        json.WriteString("quantity", line.Quantity);
        json.WriteString("unit", line.Unit);
        json.WriteString("included", line.Included);
        json.WriteString("billable", line.Billable);
        json.WriteString("unit_price", line.UnitPrice);
        json.WriteString("per", line.Per);
        json.WriteString("amount", line.Amount);
        json.WriteString("status", line.Status.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }

    private static void WriteUnpriced(Statement statement, Utf8JsonWriter json)
    {
        json.WriteStartArray("unpriced");
        foreach (var fees in statement.Unpriced)
        {
            json.WriteStartObject();
            json.WriteString("clause", fees.Clause);
            json.WriteString("quantity", fees.Amount);
            json.WriteString("unit", fees.Currency);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.Allow => "allow",
            Outcome.Warn => "warn",
            _ => "deny",
        };
}
