using System.Collections.Immutable;
using Evenhand.Languages;
using Evenhand.Pages.Figures;
using Evenhand.Wire;

namespace Evenhand.Pages.Outbox;

/// <summary>A message, as its line in a list shows it.</summary>
/// <param name="Delivery">The message.</param>
/// <param name="Name">What the account is called.</param>
/// <param name="Reader">In the account's zone.</param>
/// <param name="MayResend">Whether whoever looks may have it sent once more now.</param>
public sealed record OutboxRow(DeliveryView Delivery, string Name, Reader Reader, bool MayResend)
{
    /// <summary>The channel of an account's inbox.</summary>
    private const string Inbox = "portal";

    /// <summary>The account's page of what went out.</summary>
    public string AccountAt => $"/console/notices/{Uri.EscapeDataString(Delivery.Account)}";

    /// <summary>The letter; null of what is no notice.</summary>
    public string? LetterAt =>
        Delivery.Kind == "case" ? null : $"{AccountAt}/{Uri.EscapeDataString(Delivery.Notice)}";

    /// <summary>Where the form is sent to that has it sent again.</summary>
    public string ResendAt => $"{AccountAt}/{Uri.EscapeDataString(Delivery.Id)}/resend";

    /// <summary>How it stands, in words.</summary>
    public string State =>
        (Delivery.State, Delivery.Everywhere) switch
        {
            (DeliveryWord.Failed, true) => Reader.Say["Arrived nowhere"],
            (DeliveryWord.Failed, _) => Reader.Say["Failed"],
            (DeliveryWord.Held, _) => Reader.Say["Held back"],
            (DeliveryWord.Needless, _) => Reader.Say["Not needed any more"],
            (DeliveryWord.Delivered, _) => Delivery.Channel == Inbox
                ? Reader.Say["Opened"]
                : Reader.Say["Arrived"],
            _ when Delivery.Channel == Inbox => Reader.Say["In the inbox, not opened"],
            _ when Delivery.Attempts.Count > 0 => Reader.Say["Tried"],
            _ => Reader.Say["Waits"],
        };

    /// <summary>The look of that word.</summary>
    public string Look =>
        (Delivery.State, Delivery.Everywhere) switch
        {
            (DeliveryWord.Failed, true) => "t-beyond",
            (DeliveryWord.Failed, _) or (DeliveryWord.Held, _) => "t-near",
            (DeliveryWord.Delivered, _) => "t-ok",
            _ => "t-told",
        };

    /// <summary>Its channel, in words.</summary>
    public string Channel =>
        Delivery.Channel switch
        {
            Inbox => Reader.Say["portal"],
            "email" => Reader.Say["mail"],
            _ => Delivery.Channel,
        };

    /// <summary>A kind of notice, in words.</summary>
    public static string Words(string kind, Language say) =>
        kind.Length == 0
            ? kind
            : say[char.ToUpperInvariant(kind[0]) + kind[1..].Replace('-', ' ').Replace('_', ' ')];

    /// <summary>The kinds that we know, in words.</summary>
    public static readonly ImmutableArray<string> Kinds =
    [
        Language.Key("Near allowance"),
        Language.Key("Allowance reached"),
        Language.Key("Beyond allowance"),
        Language.Key("Automation paused"),
        Language.Key("Cycle summary"),
        Language.Key("Export refused"),
        Language.Key("Export started"),
        Language.Key("Further excess"),
        Language.Key("Limit reached"),
        Language.Key("Policy accepted"),
        Language.Key("Policy amended"),
        Language.Key("Policy withdrawn"),
        Language.Key("Promise broken"),
        Language.Key("Reading needed"),
        Language.Key("Reinstatement needed"),
        Language.Key("Step"),
        Language.Key("Step changed"),
        Language.Key("Threshold reached"),
        Language.Key("Threshold resolved"),
        Language.Key("Case"),
    ];
}
