using Evenhand.Ledger;

namespace Evenhand.Node.Stored;

/// <summary>A statement of reasons in another language than English, as it is stored beside the English one.</summary>
/// <param name="Language">The tag of the language (BCP 47).</param>
/// <param name="Text">How many bytes its text has.</param>
/// <param name="Html">How many bytes its page has.</param>
/// <param name="Packed">Both, one after the other, as Brotli packs them.</param>
internal sealed record PackedTranslation(string Language, int Text, int Html, byte[] Packed)
{
    /// <summary>One to be stored.</summary>
    public static PackedTranslation Of(ReasonsTranslation its) =>
        new(
            its.Language,
            its.Text.Length,
            its.Html.Length,
            ReasonsRecord.Pack([.. its.Text.Span, .. its.Html.Span])
        );

    /// <summary>The statement.</summary>
    /// <exception cref="DamagedLedgerException">It is not what was stored.</exception>
    public ReasonsTranslation Kept()
    {
        var whole = ReasonsRecord.Unpack(Packed, Text + Html);
        return new(Language, whole.AsMemory(0, Text), whole.AsMemory(Text));
    }
}
