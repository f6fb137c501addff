using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Evenhand.Core.Effects;
using Evenhand.Wire;

namespace Evenhand.Replay.Output;

/// <summary>Writes effects as lines of JSON.</summary>
public static class EffectJson
{
    private const int FlushAt = 1 << 16;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Looks through the records beside other work, so that the first line need not wait for it: of a short run that was a
    /// good part.
    /// </summary>
    public static void Prepare() =>
        Task.Run(() =>
        {
            var wire = WireJson.Wire;
            JsonTypeInfo[] records =
            [
                wire.StatementView,
                wire.NoticeView,
                wire.DecisionView,
                wire.CaseView,
                wire.WalletView,
            ];
            foreach (var record in records)
                record.MakeReadOnly();
        });

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

    private static void Write(Effect effect, Utf8JsonWriter json)
    {
        var wire = WireJson.Wire;
        switch (effect)
        {
            case Decision decision:
                JsonSerializer.Serialize(json, EffectViews.Of(decision), wire.DecisionView);
                break;
            case Notice notice:
                JsonSerializer.Serialize(json, EffectViews.Of(notice), wire.NoticeView);
                break;
            case Case opened:
                JsonSerializer.Serialize(json, EffectViews.Of(opened), wire.CaseView);
                break;
            case StepChanged step:
                JsonSerializer.Serialize(json, StandingViews.Of(step), wire.StepView);
                break;
            case CaseChanged changed:
                JsonSerializer.Serialize(json, StandingViews.Of(changed), wire.CaseStateView);
                break;
            case AppealChanged appeal:
                JsonSerializer.Serialize(json, StandingViews.Of(appeal), wire.AppealView);
                break;
            case RequestChanged request:
                JsonSerializer.Serialize(json, StandingViews.Of(request), wire.ExceptionView);
                break;
            case ActUnmet act:
                JsonSerializer.Serialize(json, StandingViews.Of(act), wire.UnmatchedView);
                break;
            case ThingChanged changed:
                JsonSerializer.Serialize(json, VaultViews.Of(changed), wire.ThingView);
                break;
            case HoldChanged hold:
                JsonSerializer.Serialize(json, VaultViews.Of(hold), wire.HoldView);
                break;
            case CopyChanged copy:
                JsonSerializer.Serialize(json, VaultViews.Of(copy), wire.OffloadView);
                break;
            case RetrievalChanged changed:
                JsonSerializer.Serialize(json, VaultViews.Of(changed), wire.RetrievalView);
                break;
            case ExportChanged export:
                JsonSerializer.Serialize(json, VaultViews.Of(export), wire.ExportView);
                break;
            case Statement statement:
                JsonSerializer.Serialize(json, EffectViews.Of(statement), wire.StatementView);
                break;
            case WalletBalance wallet:
                JsonSerializer.Serialize(json, EffectViews.Of(wallet), wire.WalletView);
                break;
            default:
                throw new InvalidOperationException($"an effect of no known kind: {effect}");
        }
    }
}
