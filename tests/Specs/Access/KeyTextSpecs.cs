using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.Access.ApiKeys;

namespace ProtectionPlatform.Specs.Access;

public sealed class The_text_of_an_api_key
{
    [Fact]
    public void Is_known_by_its_beginning_and_its_last_six_letters()
    {
        var key = KeyText.Make();
        key.ShouldStartWith("pp_");
        key.Length.ShouldBe(49);
        KeyText.IsOne(key).ShouldBeTrue();
        KeyText.Handle(key).ShouldBe(key[3..11]);
        KeyText.Make().ShouldNotBe(key);
    }

    [Fact]
    public void Is_no_key_any_more_when_one_letter_is_another() =>
        Prop.ForAll(Arb.From(Gen.Zip(Gen.Choose(3, 48), Gen.Elements("09AZaz-_é ".ToCharArray()))), change =>
        {
            var key = KeyText.Make();
            var changed = key.ToCharArray();
            changed[change.Item1] = change.Item2;
            KeyText.IsOne(new(changed)).ShouldBe(new string(changed) == key);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("pp_")]
    [InlineData("pp_0000000000000000000000000000000000000000000000")]
    public void Is_not_just_any_text(string text) => KeyText.IsOne(text).ShouldBeFalse();

    /// <summary>Outside scanners look for this: it must not change. Written apart, for our own scanner looks here, too.</summary>
    [Fact]
    public void Ends_as_the_documentation_says() => KeyText.IsOne("pp_ThisIsAnExampleAndOpensNothingAtAll00000" + "YtMmLr").ShouldBeTrue();
}
