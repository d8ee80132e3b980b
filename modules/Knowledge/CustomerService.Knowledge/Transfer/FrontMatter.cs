using System.Text.RegularExpressions;
using CustomerService.Framework.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace CustomerService.Knowledge.Transfer;

/// <summary>What a Markdown file says of itself: YAML between two lines of three hyphens, before the text.</summary>
internal static partial class FrontMatter
{
    /// <summary>Values deeper than a list in a list are somebody else's.</summary>
    private const int Deepest = 8;

    private static readonly ISerializer Yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    /// <returns>The values of each key, a single one as a list of one, and the text after it.</returns>
    /// <exception cref="BusinessException">It is no YAML, or says the same thing twice.</exception>
    public static (IReadOnlyDictionary<string, IReadOnlyList<string>> Head, string Body) Split(string text)
    {
        var match = Block().Match(text);
        if (!match.Success)
        {
            return (new Dictionary<string, IReadOnlyList<string>>(), text.Trim());
        }

        try
        {
            var head = Read(match.Groups["yaml"].Value);
            // A text may begin with a rule and have another one below.
            return head is null ? (new Dictionary<string, IReadOnlyList<string>>(), text.Trim()) : (head, text[match.Length..].Trim());
        }
        catch (YamlException e)
        {
            throw new BusinessException(KnowledgeErrorCodes.ImportFrontMatter, e);
        }
    }

    /// <param name="values">Texts and lists of texts, in their order; what is empty is left out.</param>
    public static string Write(IEnumerable<(string Key, object Value)> values)
    {
        var said = values.Where(v => v.Value is not "" and not IReadOnlyList<string> { Count: 0 }).ToDictionary(v => v.Key, v => v.Value);
        return $"---\n{Yaml.Serialize(said).ReplaceLineEndings("\n")}---\n\n";
    }

    /// <returns>null when it is no mapping.</returns>
    private static Dictionary<string, IReadOnlyList<string>>? Read(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _))
        {
            return null;
        }

        var head = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var named = new Dictionary<string, IReadOnlyList<string>>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.TryConsume<Scalar>(out var scalar) ? scalar.Value : string.Join(' ', Values(parser, named));
            if (!head.TryAdd(key.Trim(), Values(parser, named)))
            {
                throw new YamlException($"The key {key} appears twice.");
            }
        }

        return head;
    }

    /// <summary>The texts of one value. Read event by event: nothing that is nested without end is ever built.</summary>
    private static List<string> Values(IParser parser, Dictionary<string, IReadOnlyList<string>> named)
    {
        var (values, depth, isMapping) = (new List<string>(), 0, 0);
        AnchorName anchor = default;
        do
        {
            var step = parser.Consume<ParsingEvent>();
            anchor = step is NodeEvent node && depth == 0 ? node.Anchor : anchor;
            depth += step.NestingIncrease;
            isMapping +=
                step is MappingStart ? 1
                : step is MappingEnd ? -1
                : 0;
            if (depth > Deepest)
            {
                throw new YamlException("The values are nested too deeply.");
            }

            if (step is Scalar scalar && isMapping == 0 && !IsNothing(scalar))
            {
                values.Add(scalar.Value.Trim());
            }
            else if (step is AnchorAlias alias)
            {
                values.AddRange(named.GetValueOrDefault(alias.Value.Value, []));
            }
        } while (depth > 0);

        if (!anchor.IsEmpty)
        {
            named[anchor.Value] = values;
        }

        return values;
    }

    private static bool IsNothing(Scalar scalar) =>
        scalar.Value.Trim().Length == 0 || (scalar.Style == ScalarStyle.Plain && scalar.Value is "~" or "null" or "Null" or "NULL");

    [GeneratedRegex(@"\A---[ \t]*\n(?<yaml>.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\z)", RegexOptions.Singleline)]
    private static partial Regex Block();
}
