namespace Evenhand.Sampling.Fields;

/// <summary>A property of the account itself, such as its currency; absent where the account has none.</summary>
internal sealed class AccountField(string name, AccountField.Property property) : Field(name)
{
    /// <summary>What an account can say of itself.</summary>
    internal delegate byte[]? Property(SampleAccount account);

    /// <summary>The properties that a profile may name.</summary>
    public static IReadOnlyDictionary<string, Property> Known { get; } =
        new Dictionary<string, Property>
        {
            ["policy"] = account => account.Traits.Policy,
            ["source"] = account => account.Traits.Source,
            ["currency"] = account => account.Traits.Currency,
            ["time_zone"] = account => account.Traits.ZoneName,
            ["cycle_day"] = account => account.Traits.CycleDay,
            ["plan"] = account => account.Traits.Plan,
            ["government"] = account => account.Traits.Government,
            ["licensed"] = account =>
                Bytes(account.Licensed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ["restricted"] = account =>
                Bytes(
                    account.Restricted.ToString(System.Globalization.CultureInfo.InvariantCulture)
                ),
        };

    public override long Draw(ref Draft draft) => property(draft.Account) is null ? Absent : 0;

    public override void Write(long value, in Draft draft, Utf8Lines lines) =>
        lines.Add(property(draft.Account)!);
}
