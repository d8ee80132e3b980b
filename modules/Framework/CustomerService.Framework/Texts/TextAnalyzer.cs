using System.Globalization;
using System.Text;

namespace CustomerService.Framework.Texts;

/// <summary>
/// Cuts text into terms, in the same way for indexing and for asking: width, case and traditional characters folded,
/// scripts without spaces as single characters
/// and pairs, English words stemmed, numbers and order numbers whole. What articles and tickets are searched by.
/// </summary>
public static class TextAnalyzer
{
    private const int MaxTerm = 40;

    private static readonly HashSet<string> StopWords =
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "couldnt",
        "cant",
        "did",
        "didnt",
        "do",
        "dont",
        "doesnt",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "she",
        "he",
        "should",
        "so",
        "some",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "im",
        "ive",
        "id",
        "am",
        "any",
        "please",
        "just",
        "about",
    ];

    private static readonly HashSet<string> StopStems = [.. StopWords.Select(EnglishStemmer.Stem)];

    /// <summary>Whether a term is a word that nearly every English sentence has.</summary>
    public static bool IsStopTerm(string term) => StopStems.Contains(term);

    public static List<TextTerm> Analyze(string text) =>
        ExpandedText.Of(text) is { } expanded ? Cut(expanded.ToString()).ConvertAll(expanded.PlaceOf) : Cut(text);

    /// <param name="text">One in which every character can be folded on its own.</param>
    private static List<TextTerm> Cut(string text)
    {
        var terms = new List<TextTerm>();
        var position = 0;
        while (position < text.Length)
        {
            var c = Folding.Fold(text[position]);
            if (IsIdeograph(c))
            {
                position = ReadIdeographs(text, position, terms);
            }
            else if (IsWordCharacter(c))
            {
                position = ReadWord(text, position, terms);
            }
            else
            {
                position++;
            }
        }

        return terms;
    }

    /// <summary>Scripts that are written without spaces: Han, kana, Hangul. Pairs of surrogates are rare Han characters, mostly.</summary>
    private static bool IsIdeograph(char c) =>
        c
            is (>= '\u3400' and <= '\u4DBF')
                or (>= '\u4E00' and <= '\u9FFF')
                or (>= '\uF900' and <= '\uFAFF')
                or (>= '\u3040' and <= '\u30FF')
                or (>= '\uAC00' and <= '\uD7AF')
                or (>= '\uD800' and <= '\uDFFF')
                or '\u3005'
                or '\u3007';

    private static int ReadIdeographs(string text, int start, List<TextTerm> terms)
    {
        var (end, count) = (start, 0);
        for (; end < text.Length && IsIdeograph(Folding.Fold(text[end])); end += LengthAt(text, end))
        {
            count++;
        }

        for (var i = start; i < end; i += LengthAt(text, i))
        {
            var next = i + LengthAt(text, i);
            terms.Add(new TextTerm(CharacterAt(text, i), count == 1 ? TermKind.Single : TermKind.Part, i, next - i));
            if (next < end)
            {
                terms.Add(new TextTerm(PairAt(text, i, next), TermKind.Pair, i, next + LengthAt(text, next) - i));
            }
        }

        return end;
    }

    private static int LengthAt(string text, int at) => char.IsHighSurrogate(text[at]) ? 2 : 1;

    private static string CharacterAt(string text, int at) =>
        LengthAt(text, at) == 1 ? Shared.Of(Folding.Fold(text[at])) : text.Substring(at, 2);

    private static string PairAt(string text, int at, int next) =>
        LengthAt(text, at) + LengthAt(text, next) == 2
            ? Shared.Of(Folding.Fold(text[at]), Folding.Fold(text[next]))
            : CharacterAt(text, at) + CharacterAt(text, next);

    private static int ReadWord(string text, int start, List<TextTerm> terms)
    {
        var parts = new List<(int Start, int End)>();
        var end = start;
        while (end < text.Length && IsWordCharacter(Folding.Fold(text[end])))
        {
            var partStart = end;
            while (end < text.Length && (IsWordCharacter(Folding.Fold(text[end])) || IsApostrophe(text, end)))
            {
                end++;
            }

            parts.Add((partStart, end));
            if (
                end + 1 < text.Length
                && Folding.Fold(text[end]) is '-' or '_' or '/' or '.'
                && IsWordCharacter(Folding.Fold(text[end + 1]))
            )
            {
                end++;
            }
        }

        foreach (var (partStart, partEnd) in parts)
        {
            Add(Letters(text, partStart, partEnd), partStart, partEnd);
        }

        if (parts.Count > 1 && text.AsSpan(start, end - start).ContainsAnyInRange('0', '9'))
        {
            Add(Letters(text, start, end), start, end);
        }

        return end;

        void Add(string letters, int from, int to)
        {
            if (letters.Length > 0)
            {
                terms.Add(
                    new TextTerm(
                        Shorten(EnglishStemmer.Stem(letters)),
                        StopWords.Contains(letters) ? TermKind.Stop : TermKind.Word,
                        from,
                        to - from
                    )
                );
            }
        }
    }

    private static bool IsWordCharacter(char c) => IsPartOfWord(c) && !IsIdeograph(c);

    /// <summary>The vowel signs of Indian scripts are marks with a place of their own.</summary>
    private static bool IsPartOfWord(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(string text, int at) =>
        text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]) && !IsIdeograph(text[at + 1]);

    private static string Letters(string text, int start, int end)
    {
        var letters = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            var c = Folding.Fold(text[i]);
            if (text[i] is '\'' or '’' && end - i == 2 && Folding.Fold(text[i + 1]) == 's')
            {
                break;
            }

            if (IsPartOfWord(c))
            {
                letters.Append(c);
            }
        }

        return letters.ToString();
    }

    private static string Shorten(string term) => term.Length <= MaxTerm ? term : term[..MaxTerm];

    /// <summary>
    /// Strings of one and two characters, made once for most texts: they are nearly all that analyzing Chinese
    /// allocates. Threads may race here; what is found is looked at.
    /// </summary>
    private static class Shared
    {
        private const int Slots = 1 << 17;

        private static readonly string?[] Singles = new string?[char.MaxValue + 1];
        private static readonly string?[] Pairs = new string?[Slots];

        public static string Of(char c) => Singles[c] ??= c.ToString();

        public static string Of(char first, char second)
        {
            var slot = (int)(((uint)first * 0x9E3779B1u + second * 0x85EBCA6Bu) >> 15) & (Slots - 1);
            return Pairs[slot] is { } known && known[0] == first && known[1] == second ? known : Pairs[slot] = new string([first, second]);
        }
    }
}
