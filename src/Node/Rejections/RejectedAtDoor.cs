using System.Text.Json.Serialization;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;
using Evenhand.Node.Bodies;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Rejections;

/// <summary>An element of a body that was turned away, without its content.</summary>
/// <param name="At">When.</param>
/// <param name="Account">The account that it named; null where it named none, or one that its sender may not speak of.</param>
/// <param name="Source">The source that it named.</param>
/// <param name="Id">The id that it named.</param>
/// <param name="Type">The type that it named.</param>
/// <param name="Code">Why, for programs.</param>
/// <param name="Detail">The same in words.</param>
/// <param name="DidYouMean">The name that was probably meant.</param>
/// <param name="By">The id of the key that sent it; null for the server itself.</param>
public sealed record RejectedAtDoor(
    Moment At,
    string? Account,
    string? Source,
    string? Id,
    string? Type,
    Code Code,
    string Detail,
    string? DidYouMean,
    string? By
)
{
    /// <summary>One of an element, as far as its name can be read.</summary>
    internal static RejectedAtDoor Of(
        Moment at,
        Envelope envelope,
        in RejectedElement element,
        Sender sender
    ) =>
        new(
            at,
            sender.Account is { } own && own.Text != envelope.Account ? null : envelope.Account,
            envelope.Source,
            envelope.Id,
            envelope.Type,
            element.Code,
            element.Detail,
            element.DidYouMean,
            sender.Key?.Id
        );
}

/// <summary>How rejections are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(MomentForm)]
)]
[JsonSerializable(typeof(RejectedAtDoor))]
internal sealed partial class RejectionJson : JsonSerializerContext;
