using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>How every record of the wire is written and read, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(IReadOnlyList<CloudEvent>))]
[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(GateQuestion))]
[JsonSerializable(typeof(IReadOnlyList<GateQuestion>))]
[JsonSerializable(typeof(IReadOnlyList<JsonElement>))]
[JsonSerializable(typeof(GateAnswer))]
[JsonSerializable(typeof(SettleQuestion))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(Page<EventView>))]
[JsonSerializable(typeof(ChangeView))]
[JsonSerializable(typeof(AuditView))]
[JsonSerializable(typeof(Page<AuditView>))]
[JsonSerializable(typeof(LimitQuestion))]
[JsonSerializable(typeof(LimitView))]
[JsonSerializable(typeof(ReservationAnswer))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(StatementView))]
[JsonSerializable(typeof(CaseView))]
[JsonSerializable(typeof(NoticeView))]
[JsonSerializable(typeof(DecisionView))]
[JsonSerializable(typeof(WalletView))]
[JsonSerializable(typeof(WalletPage))]
[JsonSerializable(typeof(StepView))]
[JsonSerializable(typeof(CaseStateView))]
[JsonSerializable(typeof(AppealView))]
[JsonSerializable(typeof(ExceptionView))]
[JsonSerializable(typeof(UnmatchedView))]
[JsonSerializable(typeof(ThingView))]
[JsonSerializable(typeof(HoldView))]
[JsonSerializable(typeof(OffloadView))]
[JsonSerializable(typeof(RetrievalView))]
[JsonSerializable(typeof(ExportView))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(PolicyView))]
[JsonSerializable(typeof(PolicyImpactView))]
[JsonSerializable(typeof(AccountImpactView))]
[JsonSerializable(typeof(ClockView))]
[JsonSerializable(typeof(KeyQuestion))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeyCreated))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ActDecision))]
[JsonSerializable(typeof(StepProposal))]
[JsonSerializable(typeof(BrakeOrder))]
[JsonSerializable(typeof(HoldOrder))]
[JsonSerializable(typeof(Page<HoldItem>))]
[JsonSerializable(typeof(DeliveryNote))]
[JsonSerializable(typeof(AppealQuestion))]
[JsonSerializable(typeof(AppealVerdict))]
[JsonSerializable(typeof(ExceptionQuestion))]
[JsonSerializable(typeof(ExceptionGrant))]
[JsonSerializable(typeof(ActView))]
[JsonSerializable(typeof(PersonQuestion))]
[JsonSerializable(typeof(ReasonsView))]
[JsonSerializable(typeof(CaseManifest))]
[JsonSerializable(typeof(CaseItem))]
[JsonSerializable(typeof(StepItem))]
[JsonSerializable(typeof(AppealItem))]
[JsonSerializable(typeof(ExceptionItem))]
[JsonSerializable(typeof(ChargeItem))]
[JsonSerializable(typeof(ChargeAnswer))]
[JsonSerializable(typeof(Page<CaseItem>))]
[JsonSerializable(typeof(CaseDetail))]
[JsonSerializable(typeof(Page<StepItem>))]
[JsonSerializable(typeof(Page<AppealItem>))]
[JsonSerializable(typeof(Page<ExceptionItem>))]
[JsonSerializable(typeof(Page<ChargeItem>))]
[JsonSerializable(typeof(Page<SaidItem>))]
[JsonSerializable(typeof(SaidItem))]
[JsonSerializable(typeof(AssignmentQuestion))]
[JsonSerializable(typeof(TextQuestion))]
[JsonSerializable(typeof(AccountQuestion))]
[JsonSerializable(typeof(ChargesDecision))]
[JsonSerializable(typeof(ChargesAnswer))]
[JsonSerializable(typeof(PersonView))]
[JsonSerializable(typeof(PeoplePage))]
[JsonSerializable(typeof(SiteLink))]
[JsonSerializable(typeof(Page<AccountView>))]
[JsonSerializable(typeof(Page<UsageView>))]
[JsonSerializable(typeof(Page<AllowanceView>))]
[JsonSerializable(typeof(Page<StatementView>))]
[JsonSerializable(typeof(Page<NoticeView>))]
[JsonSerializable(typeof(Page<CaseView>))]
[JsonSerializable(typeof(Page<DecisionView>))]
[JsonSerializable(typeof(Page<PolicyView>))]
[JsonSerializable(typeof(Page<KeyView>))]
[JsonSerializable(typeof(WebhookQuestion))]
[JsonSerializable(typeof(WebhookView))]
[JsonSerializable(typeof(WebhookSecret))]
[JsonSerializable(typeof(WebhookTest))]
[JsonSerializable(typeof(Page<WebhookView>))]
[JsonSerializable(typeof(RecipientQuestion))]
[JsonSerializable(typeof(LinkQuestion))]
[JsonSerializable(typeof(RecipientView))]
[JsonSerializable(typeof(Page<RecipientView>))]
[JsonSerializable(typeof(LetterView))]
[JsonSerializable(typeof(BounceQuestion))]
[JsonSerializable(typeof(BounceAnswer))]
[JsonSerializable(typeof(TrialQuestion))]
[JsonSerializable(typeof(TrialView))]
[JsonSerializable(typeof(ThresholdsQuestion))]
[JsonSerializable(typeof(ThresholdItem))]
[JsonSerializable(typeof(Page<ThresholdItem>))]
[JsonSerializable(typeof(DeliveryView))]
[JsonSerializable(typeof(ResendQuestion))]
[JsonSerializable(typeof(Page<DeliveryView>))]
[JsonSerializable(typeof(InboxView))]
[JsonSerializable(typeof(Page<InboxView>))]
[JsonSerializable(typeof(ObjectView))]
[JsonSerializable(typeof(Page<ObjectView>))]
[JsonSerializable(typeof(UploadView))]
[JsonSerializable(typeof(VaultFindingView))]
[JsonSerializable(typeof(VaultWaitView))]
[JsonSerializable(typeof(Page<VaultWaitView>))]
[JsonSerializable(typeof(RemovalRelease))]
[JsonSerializable(typeof(RetrievalItem))]
[JsonSerializable(typeof(PurgeItem))]
[JsonSerializable(typeof(Page<PurgeItem>))]
[JsonSerializable(typeof(PurgedThingView))]
[JsonSerializable(typeof(ExportItem))]
[JsonSerializable(typeof(Page<ExportItem>))]
[JsonSerializable(typeof(ExportedThingView))]
[JsonSerializable(typeof(TargetItem))]
[JsonSerializable(typeof(Page<TargetItem>))]
[JsonSerializable(typeof(TargetQuestion))]
[JsonSerializable(typeof(TargetTrialItem))]
[JsonSerializable(typeof(TargetKindItem))]
[JsonSerializable(typeof(Page<TargetKindItem>))]
[JsonSerializable(typeof(OffloadItem))]
[JsonSerializable(typeof(Page<OffloadItem>))]
[JsonSerializable(typeof(RuleItem))]
[JsonSerializable(typeof(Page<RuleItem>))]
[JsonSerializable(typeof(RuleQuestion))]
[JsonSerializable(typeof(RulePreviewQuestion))]
[JsonSerializable(typeof(RulePreviewItem))]
[JsonSerializable(typeof(Page<JsonElement>))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>
    /// The context to use: text outside ASCII stays as it is, as in what <c>evenhand replay</c> writes. The result is
    /// JSON for a body of its own; it is not escaped for HTML.
    /// </summary>
    public static WireJson Wire => Relaxed.Context;

    /// <summary>Writes an instant as records of the wire have it.</summary>
    public static void Write(Utf8JsonWriter json, DateTimeOffset instant)
    {
        Span<byte> room = stackalloc byte[InstantConverter.Longest];
        json.WriteStringValue(InstantConverter.Written(instant, room));
    }

    /// <summary>Of its own, because the order in which parts of one class are initialised is not defined.</summary>
    private static class Relaxed
    {
        public static readonly WireJson Context = new(
            new JsonSerializerOptions(Default.Options)
            {
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
    }
}
