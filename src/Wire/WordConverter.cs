using System.Text.Json;
using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>Enumerations as words in lower case, joined by hyphens; numbers are not read.</summary>
internal sealed class WordConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;
