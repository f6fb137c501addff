using Evenhand.Core.Codes;

namespace Evenhand.Core.Stream;

/// <summary>Which ids a new account may have: those that stand in an address, a table and a letter as what they are.</summary>
public static class AccountIds
{
    /// <summary>Why an account may not be called so; null where it may.</summary>
    public static Fault? Unfit(string id)
    {
        if (id.Length > 0 && (char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[^1])))
            return Fault.Malformed(FaultKind.IdWithBlank);
        foreach (var character in id)
            if (char.IsControl(character))
                return Fault.Malformed(FaultKind.IdWithControl);
        return id is "." or ".." ? Fault.Malformed(FaultKind.IdOfDots, id) : null;
    }
}
