using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Policies.Reading;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Policies.Language.Kinds;

/// <summary>A date, which means 00:00 UTC, or an instant in RFC 3339.</summary>
public sealed class InstantKind : ScalarKind<Instant>
{
    /// <inheritdoc/>
    public override string Name => "date or instant";

    /// <inheritdoc/>
    public override JsonObject Schema() => Schemas.Pattern(@"^\d{4}-\d\d-\d\d(T.+)?$");

    /// <inheritdoc/>
    protected override bool TryRead(ScalarNode scalar, Scope scope, out Instant meaning)
    {
        if (LocalDatePattern.Iso.Parse(scalar.Text) is { Success: true, Value: var date })
        {
            meaning = date.AtMidnight().InUtc().ToInstant();
            return true;
        }
        var isInstant = Rfc3339.TryParse(Encoding.UTF8.GetBytes(scalar.Text), out var moment);
        meaning = isInstant ? moment.Instant : default;
        return isInstant || No(scalar, scope, "write a date such as `2026-03-01`");
    }
}
