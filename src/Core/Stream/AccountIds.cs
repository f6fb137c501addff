using Evenhand.Core.Codes;

namespace Evenhand.Core.Stream;

/// <summary>Which ids a new account may have: those that stand in an address, a table and a letter as what they are.</summary>
public static class AccountIds
{
    /// <summary>Why an account may not be called so; null where it may.</summary>
    public static Fault? Unfit(string id)
    {
        if (id.Length > 0 && (char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[^1])))
            return Fault("begins or ends with a blank");
        foreach (var character in id)
            if (char.IsControl(character))
                return Fault("holds a control character");
        return id is "." or ".." ? Fault($"is {id}, which addresses leave out") : null;
    }

    private static Fault Fault(string what) =>
        new(Code.Malformed, $"the account's id {what}; no new account may be called so");
}
