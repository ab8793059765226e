using ProtectionPlatform.Access.Accounts;

namespace ProtectionPlatform.Specs.Access;

public sealed class A_common_password
{
    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("P@ssw0rd123456")]
    [InlineData("qwertyuiop123")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("anhyeuem2026")]
    [InlineData("Mật khẩu 123456")]
    [InlineData("matkhau@12345")]
    [InlineData("NguyenVan-Hung-1990")]
    [InlineData("0987654321abc")]
    [InlineData("baovetreem2026!")]
    public void Is_known_by_what_it_is_made_of(string password) => CommonPasswords.Has(password).ShouldBeTrue();

    [Theory]
    [InlineData("ghế mây cạnh ao sen")]
    [InlineData("correct horse battery staple")]
    [InlineData("x8Rk!vTq29Lm")]
    [InlineData("mưa rơi trên mái tôn cũ")]
    public void Is_not_one_with_words_of_its_own(string password) => CommonPasswords.Has(password).ShouldBeFalse();
}
