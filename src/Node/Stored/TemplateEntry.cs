using System.Text.Json;
using System.Text.Json.Serialization;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Stored;

/// <summary>What the ledger keeps of a template of letters that somebody worded anew.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = Entries.Word)]
[JsonDerivedType(typeof(TemplateWritten), "written")]
[JsonDerivedType(typeof(TemplateDropped), "dropped")]
internal abstract record TemplateEntry
{
    /// <summary>Which template, as a file of the folder is named without its ending: <c>de/step</c>.</summary>
    public abstract string Path { get; init; }

    /// <summary>Who did that.</summary>
    public abstract Doer? By { get; init; }

    /// <summary>The word of the trail.</summary>
    public abstract string Word();

    /// <summary>The entry of a slice.</summary>
    /// <exception cref="Ledger.DamagedLedgerException">The bytes are no such entry.</exception>
    public static TemplateEntry Read(ReadOnlyMemory<byte> bytes) =>
        StoredJson.Read(
            bytes,
            static (ref reader) =>
                Entries.SaysItsKind(reader)
                    ? Entries.Read(ref reader, StoredJson.Default.TemplateEntry)
                    : throw new JsonException("an entry of a template says its kind")
        );

    /// <summary>The bytes of an entry.</summary>
    public byte[] Written() => StoredJson.Write(this, StoredJson.Default.TemplateEntry);
}

/// <summary>A template has another text.</summary>
/// <param name="Path">Which.</param>
/// <param name="Revision">How often it was worded since it was dropped, this time included.</param>
/// <param name="Text">The whole text.</param>
/// <param name="By">Who wrote it.</param>
internal sealed record TemplateWritten(string Path, int Revision, string Text, Doer? By)
    : TemplateEntry
{
    /// <inheritdoc/>
    public override string Word() => "template.written";
}

/// <summary>A template is again what it was before anybody worded it here.</summary>
/// <param name="Path">Which.</param>
/// <param name="By">Who did that.</param>
internal sealed record TemplateDropped(string Path, Doer? By) : TemplateEntry
{
    /// <inheritdoc/>
    public override string Word() => "template.dropped";
}
