using Evenhand.Languages;
using Evenhand.Node.Roles;

namespace Evenhand.Server.Access;

/// <summary>
/// Which passwords a person may choose: long ones that are not the first to be guessed (NIST SP 800-63B, 5.1.1.2). What signs they are
/// made of is the person's own matter.
/// </summary>
internal static class PasswordRule
{
    /// <summary>Characters of the shortest.</summary>
    public const int Shortest = 12;

    /// <summary>Characters of the longest.</summary>
    public const int Longest = 256;

    /// <summary>Of so many different signs at least.</summary>
    private const int FewestSigns = 5;

    /// <summary>Rows of keys and of signs that people go along.</summary>
    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890123456789",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "1q2w3e4r5t6y7u8i9o0p",
    ];

    /// <summary>Words that long passwords are made of first, after lists of passwords that were leaked.</summary>
    private static readonly string[] Words =
    [
        "password",
        "passwort",
        "passphrase",
        "qwerty",
        "welcome",
        "letmein",
        "iloveyou",
        "administrator",
        "admin",
        "changeme",
        "secret",
        "evenhand",
        "console",
        "monkey",
        "dragon",
        "football",
        "baseball",
        "sunshine",
        "princess",
        "trustno",
        "default",
        "correcthorsebatterystaple",
    ];

    /// <summary>Why a password is not taken, in words; null where it is.</summary>
    public static string? Objection(string password, Person person, Language say)
    {
        if (password.Length < Shortest)
            return say[
                "a password has {0} characters or more; a sentence is easy to remember",
                Shortest
            ];
        if (password.Length > Longest)
            return say["a password has {0} characters at most", Longest];
        var letters = Letters(password);
        if (letters.Distinct().Count() < FewestSigns || IsRow(letters) || IsRepeated(letters))
            return say[
                "this password is one of the first to be guessed: it repeats itself, or goes along the keys"
            ];
        return IsMadeOf(letters, Words.Concat(OwnWords(person)))
            ? say[
                "this password is one of the first to be guessed: it is made of a common word, or of the person's own name"
            ]
            : null;
    }

    private static string Letters(string text) =>
        text.Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant();

    private static bool IsRow(string text)
    {
        var back = new string([.. text.Reverse()]);
        return Array.Exists(
            Rows,
            row =>
                row.Contains(text, StringComparison.Ordinal)
                || row.Contains(back, StringComparison.Ordinal)
        );
    }

    private static bool IsRepeated(string text)
    {
        for (var part = 1; part <= text.Length / 2; part++)
            if (Enumerable.Range(part, text.Length - part).All(at => text[at] == text[at - part]))
                return true;
        return false;
    }

    /// <summary>Whether hardly anything is left of a text without a word, and without digits and marks.</summary>
    private static bool IsMadeOf(string text, IEnumerable<string> words)
    {
        var plain = Plain(text);
        return words.Any(word =>
            plain.Replace(word, "", StringComparison.Ordinal).Length
            <= Math.Min(plain.Length - word.Length, Shortest / 3)
        );
    }

    private static IEnumerable<string> OwnWords(Person person) =>
        from text in new[] { person.Id, person.Name, person.Email.Split('@')[0] }
        let word = Plain(Letters(text))
        where word.Length >= Shortest / 3
        select word;

    /// <summary>Letters alone, with those that stand behind digits.</summary>
    private static string Plain(string text) =>
        new([
            .. text.Select(sign =>
                    sign switch
                    {
                        '0' => 'o',
                        '1' => 'i',
                        '3' => 'e',
                        '4' or '@' => 'a',
                        '5' or '$' => 's',
                        '7' => 't',
                        _ => sign,
                    }
                )
                .Where(char.IsLetter),
        ]);
}
